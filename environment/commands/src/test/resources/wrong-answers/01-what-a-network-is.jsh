//! exercise 1.1
//! wrong: no biases
//! told: 16 biases
return (long) window * window * channelsIn * filters;
//! wrong: a row of the window instead of its area
//! told: 3 x 3 pixels
return (long) window * channelsIn * filters + filters;
//! wrong: one colour alone
//! told: 3 channels in
return (long) window * window * filters + filters;
//! wrong: a bias for each channel and filter
//! told: 16 biases
return (long) window * window * channelsIn * filters + channelsIn * filters;
//! wrong: a bias for each channel
//! told: 16 biases
return (long) window * window * channelsIn * filters + channelsIn;

//! exercise 1.2
//! wrong: no biases
//! told: a bias for each output
return inputs * outputs;
//! wrong: a bias for each input
//! told: a bias for each output
return inputs * outputs + inputs;
//! wrong: a sum
//! told: a weight from each input to each output
return inputs + outputs + outputs;
//! wrong: a bias for both
//! told: a bias for each output
return (inputs + 1) * (outputs + 1);

//! exercise 1.3
//! wrong: the best guess alone
//! told: look at all five predictions
if (best.get(0).label().equals(truth)) {
  hits++;
}
//! wrong: every picture
//! told: count a picture only if one of the five is right
hits++;
//! wrong: a prediction compared with a name
//! told: compare the label()
if (best.stream().anyMatch(p -> p.equals(truth))) {
  hits++;
}
//! wrong: the fifth guess
//! told: compare the label() of each of the five
if (best.get(4).label().equals(truth)) {
  hits++;
}
//! wrong: another network than the one given
//! told: ask the network that is given
if (source.predict(picture, 5).stream().anyMatch(p -> p.label().equals(truth))) {
  hits++;
}

//! exercise 1.4
//! wrong: side by side instead of added
//! told: the addition has none
ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
    .seed(1).activation(Activation.RELU).graphBuilder().addInputs("features").setInputTypes(InputType.feedForward(128))
    .addLayer("inner", new DenseLayer.Builder().nOut(128).build(), "features")
    .addVertex("sum", new MergeVertex(), "features", "inner")
    .addLayer("answer", new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).nOut(4).build(), "sum")
    .setOutputs("answer").build());
graph.init();
return graph;
//! wrong: the answer reads the inner layer
//! told: disconnected vertices found - [sum]
ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
    .seed(1).activation(Activation.RELU).graphBuilder().addInputs("features").setInputTypes(InputType.feedForward(128))
    .addLayer("inner", new DenseLayer.Builder().nOut(128).build(), "features")
    .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "features", "inner")
    .addLayer("answer", new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).nOut(4).build(), "inner")
    .setOutputs("answer").build());
graph.init();
return graph;
//! wrong: a product
//! told: a shortcut adds
ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
    .seed(1).activation(Activation.RELU).graphBuilder().addInputs("features").setInputTypes(InputType.feedForward(128))
    .addLayer("inner", new DenseLayer.Builder().nOut(128).build(), "features")
    .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Product), "features", "inner")
    .addLayer("answer", new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).nOut(4).build(), "sum")
    .setOutputs("answer").build());
graph.init();
return graph;
//! wrong: the inner layer twice
//! told: the shortcut goes from the input
ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
    .seed(1).activation(Activation.RELU).graphBuilder().addInputs("features").setInputTypes(InputType.feedForward(128))
    .addLayer("inner", new DenseLayer.Builder().nOut(128).build(), "features")
    .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "inner", "inner")
    .addLayer("answer", new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).nOut(4).build(), "sum")
    .setOutputs("answer").build());
graph.init();
return graph;
